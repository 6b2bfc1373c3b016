//! The settings, which the browser stores.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::command::{Method, Shell};
use crate::mirror::MirrorId;
use crate::plan::PlanOptions;

/// The form in which settings are kept.
const FORMAT: u32 = 1;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The user's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    format: u32,
    /// The mirror, if another than the default.
    pub mirror: Option<MirrorId>,
    /// Colours.
    pub theme: Theme,
    /// The tab of the Get page that was opened last; none before one was.
    #[serde(rename = "tool")]
    pub method: Option<Method>,
    /// The shell that runs commands, if another than that of the system was chosen.
    #[serde(default)]
    pub shell: Option<Shell>,
    /// Whether a directory's README is shown beside its files.
    #[serde(default = "shown")]
    pub readme: bool,
    /// Destination, key and Globus collection.
    pub options: PlanOptions,
}

/// A change of the settings.
pub enum SettingsAction {
    /// Use this mirror.
    Mirror(MirrorId),
    /// Use these colours.
    Theme(Theme),
    /// Open this tab.
    Method(Method),
    /// Write for this shell.
    Shell(Shell),
    /// Show READMEs, or do not.
    Readme(bool),
    /// Set an option to this text.
    Option(fn(&mut PlanOptions, String), String),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            format: FORMAT,
            mirror: None,
            theme: Theme::default(),
            method: None,
            shell: None,
            readme: true,
            options: PlanOptions::default(),
        }
    }
}

/// Says that READMEs are shown, for settings that were kept before there was a choice.
fn shown() -> bool {
    true
}

impl Theme {
    /// Returns the value of the document's `data-theme`; nothing for the system's.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Returns the next one of the three.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

impl Settings {
    /// Writes the settings for the browser's store.
    ///
    /// # Panics
    ///
    /// Never: settings are plain data.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("settings are plain data")
    }

    /// Reads kept settings; nothing if they are of another form or damaged.
    pub fn from_json(text: &str) -> Option<Self> {
        let settings: Self = serde_json::from_str(text).ok()?;
        (settings.format == FORMAT).then_some(settings)
    }
}

impl Reducible for Settings {
    type Action = SettingsAction;

    fn reduce(self: Rc<Self>, action: SettingsAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            SettingsAction::Mirror(mirror) => next.mirror = Some(mirror),
            SettingsAction::Theme(theme) => next.theme = theme,
            SettingsAction::Method(method) => next.method = Some(method),
            SettingsAction::Shell(shell) => next.shell = Some(shell),
            SettingsAction::Readme(shown) => next.readme = shown,
            SettingsAction::Option(set, text) => set(&mut next.options, text),
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_settings_come_back_and_damaged_ones_do_not() {
        for method in Method::ALL.into_iter().map(Some).chain([None]) {
            for theme in [Theme::System, Theme::Light, Theme::Dark] {
                let settings = Settings {
                    mirror: Some(MirrorId("ncbi".to_owned())),
                    theme,
                    method,
                    readme: theme == Theme::Dark,
                    ..Settings::default()
                };
                assert_eq!(Settings::from_json(&settings.to_json()), Some(settings));
            }
        }
        let whole = Settings::default().to_json();
        assert_eq!(Settings::from_json(&whole), Some(Settings::default()));
        // Kept by a version that knew no READMEs.
        let older = whole.replace("\"readme\":true,", "");
        let older = older.replace("\"shell\":null,", "");
        assert_ne!(older, whole);
        assert_eq!(Settings::from_json(&older), Some(Settings::default()));
        for (from, to) in [
            ("\"format\":1", "\"format\":2"),
            ("\"tool\":null", "\"tool\":\"telnet\""),
            ("{", "["),
            ("\"tool\"", "\"x\""),
        ] {
            assert_eq!(
                Settings::from_json(&whole.replace(from, to)),
                None,
                "{from} as {to}"
            );
        }
    }
}
