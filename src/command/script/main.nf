// Fetches and checks NUMBER_OF_PARTS parts of the files, PARTS_AT_ONCE at a time; run again with -resume, those that failed.
nextflow.enable.dsl = 2

process FETCH {
    maxForks PARTS_AT_ONCE
    errorStrategy 'retry'
    maxRetries 1

    input:
    val part

    output:
    val part

    script:
    """
    cd '${launchDir}'
    RUN_PART
    """
}

workflow {
    FETCH(Channel.of(1..NUMBER_OF_PARTS))
}
