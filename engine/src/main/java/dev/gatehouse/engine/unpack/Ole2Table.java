package dev.gatehouse.engine.unpack;

import java.io.IOException;

/** Where the sectors of a compound file lie and which follows which: those of the file, or the small ones within it. */
sealed interface Ole2Table permits Ole2Sectors, Ole2MiniSectors {

    /** The sector that follows, or a number from {@link Ole2Sectors#LAST} on where none does. */
    long next(long sector) throws IOException;

    /** Where a sector begins, in bytes from the content's start; it may lie past its end. */
    long position(long sector) throws IOException;

    /** How long a sector is. */
    int sectorBytes();

    /** How many there can be: a chain that is longer goes in circles. */
    long count();
}
