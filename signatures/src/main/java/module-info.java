import org.jspecify.annotations.NullMarked;

/**
 * The signature language: sources are read into a model, the model is compiled into a database, and matchers search
 * bytes with it. Knows nothing of engines or backends.
 */
@NullMarked
module dev.gatehouse.signatures {
    requires static org.jspecify;

    exports dev.gatehouse.signatures;
    exports dev.gatehouse.signatures.executable;
    exports dev.gatehouse.signatures.model;
}
