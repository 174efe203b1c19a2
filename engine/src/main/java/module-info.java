import org.jspecify.annotations.NullMarked;

/** Opens every file, hands what comes out to the backends of the lineup, and says what they found and what nobody saw. */
@NullMarked
module dev.gatehouse.engine {
    requires static org.jspecify;
    requires transitive dev.gatehouse.spi;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;
    requires com.github.luben.zstd_jni;
    requires dec;
    requires apache.mime4j.core;
    requires com.github.benmanes.caffeine;
    requires transitive tools.jackson.core;
    requires org.snakeyaml.engine;

    exports dev.gatehouse.engine;
    exports dev.gatehouse.engine.approval;
    exports dev.gatehouse.engine.budget;
    exports dev.gatehouse.engine.configuration;
    exports dev.gatehouse.engine.content;
    exports dev.gatehouse.engine.house;
    exports dev.gatehouse.engine.plugin;
    exports dev.gatehouse.engine.report;
    exports dev.gatehouse.engine.type;
    exports dev.gatehouse.engine.unpack;

    uses dev.gatehouse.spi.BackendProvider;
}
