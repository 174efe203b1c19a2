package dev.gatehouse.engine.plugin;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.util.List;

/** A plugin's backend, called as {@link PluginProvider} says. */
record PluginBackend(Backend vendors, ClassLoader loader) implements Backend {

    @Override
    public BackendIdentity identity() {
        try (Context _ = Context.enter(loader)) {
            return vendors.identity();
        }
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        try (Context _ = Context.enter(loader)) {
            return vendors.scan(subject, context);
        }
    }

    @Override
    public Health health() {
        try (Context _ = Context.enter(loader)) {
            return vendors.health();
        }
    }

    @Override
    public List<String> remarks() {
        try (Context _ = Context.enter(loader)) {
            return vendors.remarks();
        }
    }

    @Override
    public void close() {
        try (Context _ = Context.enter(loader)) {
            vendors.close();
        }
    }
}
