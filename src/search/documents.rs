//! Documents for the index, from the catalogue and from what was read of mirrors.

use std::collections::BTreeSet;

use crate::catalogue::{
    Catalogue, CatalogueFile, DataCollection, DataType, Owner, Population, Release,
};
use crate::mirror::RemotePath;

use super::index::{Document, Field, Target};

/// Creates a document for everything in the catalogue, and for each other path that was read from a mirror.
pub fn documents<'a>(
    catalogue: &Catalogue,
    read: impl Iterator<Item = &'a RemotePath>,
) -> Vec<Document> {
    let releases = catalogue.releases().iter().map(of_release);
    let collections = catalogue.collections().iter().map(of_collection);
    let table = catalogue.populations();
    let populations = table.populations.iter().map(|population| {
        let group = table.superpopulation(&population.superpopulation);
        of_population(population, group.map_or("", |group| group.name.as_str()))
    });
    let files = catalogue
        .files()
        .iter()
        .map(|file| of_file(catalogue, file));
    let mut others = BTreeSet::new();
    for path in read.filter(|path| catalogue.file(path).is_none()) {
        others.insert(path);
    }
    let others = others.into_iter().map(|path| of_path(catalogue, path));
    releases
        .chain(collections)
        .chain(populations)
        .chain(files)
        .chain(others)
        .collect()
}

fn of_release(release: &Release) -> Document {
    let mut fields = vec![
        (Field::Code, release.id.clone()),
        (Field::Assembly, release.assembly.value.clone()),
        (Field::Description, release.summary.clone()),
    ];
    fields.extend(
        release
            .directories
            .iter()
            .map(|fact| (Field::Directory, fact.value.to_string())),
    );
    Document {
        target: Target::Release(release.id.clone()),
        name: release.name.clone(),
        fields,
    }
}

fn of_collection(collection: &DataCollection) -> Document {
    let mut fields = vec![
        (Field::Code, collection.id.clone()),
        (Field::Directory, collection.directory.to_string()),
        (Field::Description, collection.summary.clone()),
    ];
    fields.extend(
        collection
            .assembly
            .iter()
            .map(|fact| (Field::Assembly, fact.value.clone())),
    );
    Document {
        target: Target::Collection(collection.id.clone()),
        name: collection.name.clone(),
        fields,
    }
}

fn of_population(population: &Population, group: &str) -> Document {
    let mut fields = vec![
        (Field::Code, population.code.clone()),
        (Field::Description, population.description.clone()),
        (
            Field::Superpopulation,
            format!("{} {group}", population.superpopulation),
        ),
    ];
    fields.extend(
        population
            .synonyms
            .iter()
            .map(|synonym| (Field::Synonym, synonym.clone())),
    );
    Document {
        target: Target::Population(population.code.clone()),
        name: population.name.clone(),
        fields,
    }
}

fn of_file(catalogue: &Catalogue, file: &CatalogueFile) -> Document {
    let mut document = of_path(catalogue, &file.file.path);
    document
        .fields
        .push((Field::DataType, data_type_words(file.data_type).to_owned()));
    if let Some(chromosome) = &file.chromosome {
        document.fields.push((
            Field::Chromosome,
            format!("chr{chromosome} chromosome {chromosome}"),
        ));
    }
    document
        .fields
        .push((Field::Description, file.description.to_string()));
    document
}

/// A file of which only the path is known; the release or collection follows from its directory.
fn of_path(catalogue: &Catalogue, path: &RemotePath) -> Document {
    let mut fields = Vec::new();
    if let Some(parent) = path.parent() {
        fields.push((Field::Directory, parent.to_string()));
    }
    if let Some(owner) = owner_of(catalogue, path) {
        fields.push((Field::Owner, format!("{} {}", owner.name(), owner.id())));
        fields.extend(
            owner
                .assembly()
                .map(|assembly| (Field::Assembly, assembly.to_owned())),
        );
    }
    Document {
        target: Target::File(path.clone()),
        name: path.name().to_owned(),
        fields,
    }
}

fn owner_of<'a>(catalogue: &'a Catalogue, path: &RemotePath) -> Option<Owner<'a>> {
    let stated = catalogue.file(path).and_then(|file| file.owner.as_deref());
    match stated {
        Some(id) => catalogue.owner(id),
        None => catalogue.owner_at(path),
    }
}

/// Returns the words that people use for a data type.
fn data_type_words(data_type: DataType) -> &'static str {
    match data_type {
        DataType::Variants => "variants vcf",
        DataType::Alignment => "alignment reads bam cram",
        DataType::Sequence => "sequence reads fastq",
        DataType::Reference => "reference genome assembly fasta",
        DataType::Samples => "samples populations panel",
        DataType::Documentation => "documentation readme",
        DataType::FileList => "list of files index",
    }
}
