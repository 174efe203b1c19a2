package dev.gatehouse.engine.unpack;

/**
 * An object with its number.
 *
 * @param number its number; 0 where none stands before the keyword
 * @param generation how often the number was used before
 * @param value what it is
 * @param data where the bytes of its stream begin; -1 if it has none
 */
record PdfObject(long number, int generation, PdfValue value, long data) {

    boolean hasStream() {
        return data >= 0;
    }
}
