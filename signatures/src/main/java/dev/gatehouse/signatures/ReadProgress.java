package dev.gatehouse.signatures;

/** Is told how far the reading of signature sources has come. */
@FunctionalInterface
public interface ReadProgress {

    /** Tells nobody. */
    ReadProgress NONE = (done, total) -> {};

    /**
     * Called now and then while sources are read, on the reading thread.
     *
     * @param done how many bytes of all sources were read
     * @param total how many there are, as far as the files tell
     */
    void read(long done, long total);
}
