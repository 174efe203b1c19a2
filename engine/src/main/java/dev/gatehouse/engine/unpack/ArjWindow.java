package dev.gatehouse.engine.unpack;

/** The last bytes that an ARJ decoder has put out, which its matches copy from. */
final class ArjWindow {

    /** DDICSIZ: as far back as a match of any method can reach. */
    static final int BYTES = 26624;

    private final byte[] bytes = new byte[BYTES];
    private int next;
    private int copyFrom;
    private int copyLeft;

    /** How many bytes of the current match are still to come. */
    int copyLeft() {
        return copyLeft;
    }

    /** Begins a match of so many bytes, so far back: a distance of 1 repeats the last byte. */
    void match(int distance, int length) throws Fault {
        if (distance > BYTES) {
            throw Fault.malformed("a match reaches back too far");
        }
        copyFrom = Math.floorMod(next - distance, BYTES);
        copyLeft = length;
    }

    /** The next byte of the current match. */
    byte copy() {
        byte value = bytes[copyFrom];
        copyFrom = copyFrom + 1 == BYTES ? 0 : copyFrom + 1;
        copyLeft--;
        put(value);
        return value;
    }

    void put(byte value) {
        bytes[next] = value;
        next = next + 1 == BYTES ? 0 : next + 1;
    }
}
