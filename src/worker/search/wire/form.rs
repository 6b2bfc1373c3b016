//! Values as bytes, and back.

use crate::common::{Reader, WireError, Writer};

/// A value that travels.
pub(super) trait Form: Sized {
    /// Writes it.
    fn write(&self, out: &mut Writer);

    /// Reads what [`Form::write`] wrote; other bytes give an error.
    fn read(from: &mut Reader<'_>) -> Result<Self, WireError>;
}

/// Gives a struct the form of its fields, one after the other.
macro_rules! fields {
    ($type:ident: $($field:ident),+) => {
        impl Form for $type {
            fn write(&self, out: &mut Writer) {
                let $type { $($field),+ } = self;
                $($field.write(out);)+
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
                Ok($type { $($field: Form::read(from)?),+ })
            }
        }
    };
}

/// Gives an enum the form of a number, and of the fields of the variant that has it. A variant without one does not compile.
macro_rules! variants {
    ($type:ident, $what:literal: $($number:literal $variant:ident $({ $($field:ident),+ })? $(( $($place:ident),+ ))?,)+) => {
        impl Form for $type {
            fn write(&self, out: &mut Writer) {
                match self {
                    $($type::$variant $({ $($field),+ })? $(( $($place),+ ))? => {
                        out.byte($number);
                        $($($field.write(out);)+)?
                        $($($place.write(out);)+)?
                    })+
                }
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
                Ok(match from.byte()? {
                    $($number => {
                        $($(let $field = Form::read(from)?;)+)?
                        $($(let $place = Form::read(from)?;)+)?
                        $type::$variant $({ $($field),+ })? $(( $($place),+ ))?
                    })+
                    _ => return Err(WireError::Unknown { what: $what }),
                })
            }
        }
    };
}

pub(super) use {fields, variants};

impl Form for u64 {
    fn write(&self, out: &mut Writer) {
        out.number(*self);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        from.number()
    }
}

impl Form for u32 {
    fn write(&self, out: &mut Writer) {
        out.number(u64::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        Self::try_from(from.number()?).map_err(|_| WireError::Unknown { what: "number" })
    }
}

impl Form for i64 {
    fn write(&self, out: &mut Writer) {
        out.bytes(&self.to_le_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(Self::from_le_bytes(from.array()?))
    }
}

impl Form for bool {
    fn write(&self, out: &mut Writer) {
        out.byte((*self).into());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        match from.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(WireError::Unknown { what: "answer" }),
        }
    }
}

impl Form for String {
    fn write(&self, out: &mut Writer) {
        out.text(self);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        from.text().map(str::to_owned)
    }
}

impl<T: Form> Form for Option<T> {
    fn write(&self, out: &mut Writer) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(if bool::read(from)? {
            Some(T::read(from)?)
        } else {
            None
        })
    }
}

/// Each thing takes a byte at least, so that a false count does not ask for memory.
impl<T: Form> Form for Vec<T> {
    fn write(&self, out: &mut Writer) {
        out.number(self.len() as u64);
        for thing in self {
            thing.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        let count = from.count(1)?;
        let mut things = Vec::new();
        for _ in 0..count {
            things.push(T::read(from)?);
        }
        Ok(things)
    }
}

impl<A: Form, B: Form> Form for (A, B) {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok((A::read(from)?, B::read(from)?))
    }
}
