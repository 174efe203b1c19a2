import org.jspecify.annotations.NullMarked;

/** The gate in the mail stream: servers for what mail gateways speak, and the library for those written in Java. */
@NullMarked
module dev.gatehouse.gateway {
    requires static org.jspecify;
    requires dev.gatehouse.confine;
    requires transitive dev.gatehouse.engine;
    requires com.github.luben.zstd_jni;
    requires dec;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.net;
    requires jdk.unsupported;

    exports dev.gatehouse.gateway;
    exports dev.gatehouse.gateway.admin;
    exports dev.gatehouse.gateway.clamd;
    exports dev.gatehouse.gateway.configuration;
    exports dev.gatehouse.gateway.icap;
    exports dev.gatehouse.gateway.log;
    exports dev.gatehouse.gateway.metrics;
    exports dev.gatehouse.gateway.milter;
    exports dev.gatehouse.gateway.net;
    exports dev.gatehouse.gateway.operations;
    exports dev.gatehouse.gateway.policy;
    exports dev.gatehouse.gateway.unix;
}
