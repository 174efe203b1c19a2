package dev.gatehouse.engine.unpack;

/**
 * An entry of a compound file's directory. [MS-CFB] 2.6.1.
 *
 * @param index its number
 * @param name its name, with MSI's packing undone
 * @param type 1 a storage, 2 a stream, 5 the root, 0 nothing
 * @param left the number of a sibling
 * @param right the number of another sibling
 * @param child the number of one of its own entries
 * @param start its first sector
 * @param size in bytes
 */
record Ole2Entry(int index, String name, int type, long left, long right, long child, long start, long size) {

    static final int BYTES = 128;

    private static final int STORAGE = 1;
    private static final int STREAM = 2;
    private static final int ROOT = 5;

    boolean isStream() {
        return type == STREAM;
    }

    boolean holdsOthers() {
        return type == STORAGE || type == ROOT;
    }
}
