package dev.gatehouse.signatures.file;

/** Which section is which. A number is never used for anything else once it was published. */
final class SectionIds {

    static final int PARAMETERS = 1;
    static final int SIGNATURES = 2;
    static final int SIGNATURE_NAMES = 3;
    static final int SEGMENTS = 4;
    static final int CODE = 5;
    static final int BYTES = 6;
    static final int POSTINGS = 7;
    static final int LONG_FILTER = 8;
    static final int LONG_TAGS = 9;
    static final int LONG_HEADS = 10;
    static final int MEDIUM_FILTER = 11;
    static final int MEDIUM_TAGS = 12;
    static final int MEDIUM_HEADS = 13;
    static final int SHORT_HEADS = 14;
    static final int EVERYWHERE = 15;
    static final int NARROW_FILTER = 16;
    static final int SINGLE_TAGS = 17;
    static final int SINGLE_HEADS = 18;
    /** What is added to the numbers of tables of anchors for those of later segments. */
    static final int LATER = 40;

    /** Digests of one purpose: names, then for each algorithm records, buckets and sizes. */
    static final int DETECTIONS = 100;

    static final int SECTION_DETECTIONS = 200;
    static final int TRUSTED = 300;

    private SectionIds() {}
}
