//! Why a question has no answer, as bytes.

use super::form::{Form, variants};
use crate::common::{Reader, WireError, Writer};
use crate::search::SearchError;
use crate::snapshot::OpenError;

variants!(SearchError, "fault":
    0 NotOpen,
    1 Open(error),
    2 Query,
    3 WorkerFailed { reason },
);

variants!(OpenError, "fault of opening":
    0 Unreadable { part, reason },
    1 Manifest { part, reason },
    2 Version { found, known },
    3 Length { part, found, expected },
    4 Digest { part },
    5 Damaged { part, at },
    6 Cancelled,
    7 NothingKept,
);
