package dev.gatehouse.gateway.operations;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Signals of the operating system. Java has no door to them but {@code sun.misc.Signal} in jdk.unsupported, which the
 * compiler warns of wherever it is named; so it is reached by name, here alone.
 */
public final class ProcessSignals {

    private ProcessSignals() {}

    /**
     * Does something at each signal of some kinds, on a thread of its own, instead of what the virtual machine would do.
     *
     * @param names without SIG: {@code HUP}, {@code TERM}
     * @return whether the system lets it
     */
    public static boolean on(List<String> names, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "equals" -> System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "gatehouse";
                    });
            for (String name : names) {
                Object which = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, which, ours);
            }
            return true;
        } catch (InvocationTargetException e) {
            // the virtual machine keeps the signal to itself, as with -Xrs
            return false;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
