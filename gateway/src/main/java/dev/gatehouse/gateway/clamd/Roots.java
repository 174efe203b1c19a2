package dev.gatehouse.gateway.clamd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders below which clients may have files scanned. What a path means is asked of the file system: links and
 * {@code ..} are followed to where they lead, and that must lie below a root.
 */
final class Roots {

    private final List<Path> roots;

    Roots(List<Path> roots) {
        this.roots = roots;
    }

    /**
     * Where a path leads to.
     *
     * @throws ForbiddenException if that is not below a root
     * @throws IOException if there is nothing there
     */
    Path resolve(Path path) throws IOException {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            // whether there is something is told only of what the client may see
            if (!holds(path.normalize())) {
                throw new ForbiddenException(path.toString());
            }
            throw e;
        }
        if (!holds(real)) {
            throw new ForbiddenException(path.toString());
        }
        return real;
    }

    private boolean holds(Path path) {
        for (Path root : real()) {
            if (path.startsWith(root)) {
                return true;
            }
        }
        return false;
    }

    /** Asked anew each time: a root may be made, or mounted, while the service runs. */
    private List<Path> real() {
        List<Path> real = new ArrayList<>();
        for (Path root : roots) {
            try {
                real.add(root.toRealPath());
            } catch (IOException e) {
                // not there at this moment
            }
        }
        return real;
    }

    /** A path that leads elsewhere. */
    static final class ForbiddenException extends IOException {

        private static final long serialVersionUID = 1L;

        ForbiddenException(String path) {
            super(path + " is not below a root of this listener");
        }
    }
}
