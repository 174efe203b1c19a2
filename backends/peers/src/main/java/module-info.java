import org.jspecify.annotations.NullMarked;

/** The real programs that tests scan with. Never shipped. */
@NullMarked
module dev.gatehouse.peers {
    requires static org.jspecify;
    requires transitive dev.gatehouse.tck;
    requires java.net.http;
    requires jdk.httpserver;

    exports dev.gatehouse.peers;
}
