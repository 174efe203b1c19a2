import org.jspecify.annotations.NullMarked;

/** The gate in the mail stream: servers for what mail gateways speak, and the library for those written in Java. */
@NullMarked
module dev.gatehouse.gateway {
    requires static org.jspecify;
    requires transitive dev.gatehouse.engine;
    requires com.github.luben.zstd_jni;
    requires dec;

    exports dev.gatehouse.gateway;
    exports dev.gatehouse.gateway.icap;
    exports dev.gatehouse.gateway.net;
    exports dev.gatehouse.gateway.policy;
}
