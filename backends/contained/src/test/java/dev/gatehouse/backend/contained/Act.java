package dev.gatehouse.backend.contained;

/** What the hostile backend can be told to do. */
enum Act {
    /** Nothing: the part is clean. */
    BEHAVE,
    /** Says what it was given: path, types, size, digests, containers. */
    DESCRIBE,
    /** Makes sockets. */
    SOCKET,
    /** Reads files that are not its own. */
    READ,
    /** Writes files that are not its own, the installation among them. */
    WRITE,
    /** Writes to the temporary folder, which it may, until there is no more room. */
    FILL,
    /** Starts programs. */
    FORK,
    /** Starts threads without end. */
    THREADS,
    /** Looks for other processes, and sends signals to them. */
    PROCESSES,
    /** Takes heap without end. */
    HEAP,
    /** Takes native memory without end. */
    NATIVE,
    /** Takes shared memory, which no limit on data counts. */
    SHARED,
    /** Asks for more processors. */
    PROCESSORS,
    /** Writes rubbish to every file it has open, the gate's socket among them. */
    GARBAGE,
    /** Says that another scan was clean. */
    FORGE,
    /** Answers before it is asked. */
    AHEAD,
    /** Ends its process. */
    EXIT,
    /** Touches memory that is not there. */
    CRASH,
    /** Runs on whatever it is told. */
    LOOP,
    /** Goes on until it is told to stop, and keeps to that. */
    WAIT,
    /** Writes to a part that it was handed. */
    TAMPER,
    /** Throws. */
    THROW,
    /** Finds very much. */
    FLOOD,
    /** Prints without end. */
    PRINT
}
