//! What words of the query were taken for, as chips; and the way to the samples that they speak of.

use yew::prelude::*;

use super::context::FilesContext;
use crate::catalogue::SampleFilter;
use crate::search::{FileQuery, QueryField, Term, Test, Understood};
use crate::text;
use crate::ui::component::{Meaning, meaning_chips};
use crate::ui::route::{Page, Route};

/// Most words that can be turned into text.
const MOST_WORDS: usize = 12;

/// Fields that say which samples files are of.
const OF_SAMPLES: [QueryField; 6] = [
    QueryField::Population,
    QueryField::Superpopulation,
    QueryField::Sample,
    QueryField::Sex,
    QueryField::Related,
    QueryField::Trio,
];

/// Draws what words of the query were taken for, each with a button that takes the words off, and one that looks for them as text.
pub(super) fn understood_view(page: &FilesContext) -> Html {
    let Some(found) = page.search.last() else {
        return Html::default();
    };
    let catalogue = &page.site.known.catalogue;
    let mut chips = Vec::new();
    for one in &found.result.understood {
        let Some(at) = one.place_in(&page.query) else {
            continue;
        };
        let without = replaced(&page.query, at, one, false);
        let typed = text::visible(&one.words.join(" ")).into_owned();
        let meaning = Meaning {
            words: text::understood_words(one, catalogue),
            on_remove: page.set_query.reform(move |_: MouseEvent| without.clone()),
            on_text: is_text(&page.query.terms[at..at + one.words.len()]).then(|| {
                let literal = replaced(&page.query, at, one, true);
                let set_query = &page.set_query;
                set_query.reform(move |_: MouseEvent| literal.clone())
            }),
            typed,
        };
        chips.push((at, meaning));
    }
    chips.sort_by_key(|(at, _)| *at);
    let chips: Vec<Meaning> = chips.into_iter().map(|(_, meaning)| meaning).collect();
    html! {
        <>
            { meaning_chips(&chips) }
            { samples_link(page, &found.result.understood) }
        </>
    }
}

/// Returns whether terms can be turned into text: words, and not too many.
fn is_text(terms: &[Term]) -> bool {
    terms.len() <= MOST_WORDS && terms.iter().all(|term| term.word().is_some())
}

/// Returns the query without the words of an understanding, which stand at a place, or with each of them in quotes.
fn replaced(query: &FileQuery, at: usize, one: &Understood, as_text: bool) -> FileQuery {
    let count = one.words.len();
    let mut literal = Vec::new();
    for term in query.terms[at..at + count].iter().filter(|_| as_text) {
        let word = term.word().unwrap_or_default();
        let is_or = word.eq_ignore_ascii_case("or");
        if one.either
            && !is_or
            && literal
                .last()
                .is_some_and(|last: &Term| last.word().is_none())
        {
            literal.push(Term::of(Test::Text("or".to_owned())));
        }
        literal.push(Term::of(if is_or {
            Test::Text(word.to_owned())
        } else {
            Test::Phrase(word.to_owned())
        }));
    }
    let mut terms = query.terms.clone();
    terms.splice(at..at + count, literal);
    FileQuery { terms }
}

/// Draws the way to the samples that a query speaks of.
fn samples_link(page: &FilesContext, understood: &[Understood]) -> Html {
    let terms = terms_of_samples(&page.query, understood);
    let text = FileQuery { terms }.to_string();
    let (filter, _) = SampleFilter::parse(&text, page.site.known.catalogue.populations());
    if filter.is_empty() {
        return Html::default();
    }
    let route = Route {
        query: filter.as_query(),
        ..Route::to(Page::Populations)
    };
    html! { <a class="samples-link" href={route.href()}>{ format!("Samples: {}", text::filter_words(&filter)) }</a> }
}

/// Returns the terms that say of which samples files are asked for, in words or as fields; none of those that are excluded.
fn terms_of_samples(query: &FileQuery, understood: &[Understood]) -> Vec<Term> {
    let included = understood.iter().filter(|one| !one.negated);
    let means = included.flat_map(|one| &one.means);
    let means = means.map(|(field, values)| Term::of(Test::Field(*field, values.clone())));
    let fields = query.terms.iter().filter(|term| !term.negated);
    let is_of_samples = |term: &Term| match &term.test {
        Test::Field(field, _) => OF_SAMPLES.contains(field),
        _ => false,
    };
    means.chain(fields.cloned()).filter(is_of_samples).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_excluded_leads_to_no_samples() {
        let meant = |words: &str, populations: &str, negated| Understood {
            words: words.split(' ').map(str::to_owned).collect(),
            means: vec![(
                QueryField::Population,
                populations.split(',').map(str::to_owned).collect(),
            )],
            either: false,
            negated,
            excluded: Vec::new(),
        };
        for (query, understood, expected) in [
            (
                "no CEU or YRI",
                vec![meant("no CEU or YRI", "CEU,YRI", true)],
                "",
            ),
            (
                "GBR no FIN",
                vec![meant("GBR", "GBR", false), meant("no FIN", "FIN", true)],
                "pop:GBR",
            ),
            ("sex:female -pop:FIN cram", Vec::new(), "sex:female"),
        ] {
            let query = FileQuery::parse(query).expect(query);
            let terms = terms_of_samples(&query, &understood);
            assert_eq!(FileQuery { terms }.to_string(), expected, "{query}");
        }
    }
}
