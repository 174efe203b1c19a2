package dev.gatehouse.signatures;

import dev.gatehouse.signatures.Diagnostic.Severity;

/**
 * The kinds of diagnostics that readers give. A code keeps its meaning for ever: numbers are added, never used again.
 * Those from 1000 are errors in what was written, those from 2000 notices of what was left out, those from 2100 notices of
 * what is read and used, but worth a look.
 */
public enum DiagnosticCode {
    /** A line is empty. */
    GH1001,
    /** A line has too few or too many fields. */
    GH1002,
    /** A signature has no name. */
    GH1003,
    /** A digest is not hexadecimal, or no algorithm has digests of its length. */
    GH1004,
    /** A size is not a number from 1 to 4294967294, or {@code *}. */
    GH1005,
    /** A size is {@code *} and the line does not ask for functionality level 73. */
    GH1006,
    /** A functionality level is not a number. */
    GH1007,
    /** A target is not a number, or {@code *}. */
    GH1008,
    /** A line is longer than ClamAV's readers take. */
    GH1009,
    /** An offset is none of the forms that there are. */
    GH1010,
    /** An offset is relative to a program's parts and the target is no program. */
    GH1011,
    /** A pattern has something else than pairs of hexadecimal digits where they should be. */
    GH1012,
    /** A piece of a pattern has not two fixed bytes in a row. */
    GH1013,
    /** A pattern that is nothing but bytes has fewer than three. */
    GH1014,
    /** A gap is malformed, or stands where there can be none. */
    GH1015,
    /** A byte anchored with {@code [n-m]} is malformed. */
    GH1016,
    /** Alternatives are malformed. */
    GH1017,
    /** Alternatives stand for more strings than we take. */
    GH1018,
    /** A number is too large. */
    GH1019,
    /** A container's checksum differs from its contents. */
    GH1021,
    /** A container's archive is damaged. */
    GH1022,
    /** A source has no line at all. */
    GH1023,

    /** Signatures are for other functionality levels. */
    GH2001,
    /** A kind of source or member is not supported. */
    GH2002,
    /** A target is not known. */
    GH2003,
    /** An offset names a macro group, which only logical signatures have. */
    GH2004,
    /** A source of potentially unwanted applications, which were not asked for. */
    GH2005,
    /** A gap can never be met, nor can its signature. */
    GH2006,
    /** Signatures were removed by an ignore list. */
    GH2007,
    /** A part of the pattern language is not supported. */
    GH2008,

    /** A pattern is found by bytes that are common in ordinary files, so that it costs time in every scan. */
    GH2101;

    /** Whether it is an error or a notice. */
    public Severity severity() {
        return name().startsWith("GH1") ? Severity.ERROR : Severity.NOTICE;
    }
}
