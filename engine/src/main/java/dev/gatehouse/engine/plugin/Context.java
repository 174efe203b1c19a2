package dev.gatehouse.engine.plugin;

/** The time that a thread spends in a plugin. */
final class Context implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    private Context() {}

    static Context enter(ClassLoader loader) {
        Context context = new Context();
        context.thread.setContextClassLoader(loader);
        return context;
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
