package dev.gatehouse.benchmarks.compare;

import java.util.Locale;
import java.util.Optional;

/** What is compared. */
enum Contender {
    /** Gatehouse with a database of text files, read and compiled each time. */
    GATEHOUSE,
    /** Gatehouse with a compiled database. */
    GATEHOUSE_COMPILED,
    /** ClamAV's command, which loads its database each time. */
    CLAMSCAN,
    /** ClamAV's daemon, which was started before, and its client: the cost of both. */
    CLAMD,
    /** YARA's command, for databases that come with YARA rules. */
    YARA,
    /** The floor: digests of the files, without opening or matching anything. */
    SHA256SUM,
    /** The floor below: reading the files. */
    CAT;

    /** Its name on the command line and in tables. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one with a name. */
    static Optional<Contender> named(String label) {
        for (Contender each : values()) {
            if (each.label().equals(label)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Whether it detects anything. */
    boolean detects() {
        return this != SHA256SUM && this != CAT;
    }

    /** Whether it opens archives as Gatehouse does, so that what it finds must be the same. */
    boolean mustAgree() {
        return this == GATEHOUSE_COMPILED || this == CLAMSCAN || this == CLAMD;
    }
}
