package dev.gatehouse.backend.contained.launch;

import dev.gatehouse.confine.Architecture;
import dev.gatehouse.confine.CallGroup;
import dev.gatehouse.confine.SyscallFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A way to start a child so that it cannot leave. */
public sealed interface Sandbox {

    /** The command that starts a child. */
    List<String> command(Recipe recipe);

    /** Where the child finds its socket. */
    Path socketWithin(Recipe recipe);

    /** The child's temporary folder, as it sees it. */
    Path temporaryWithin(Recipe recipe);

    /** Whether files are kept from it by the child's own fence alone. */
    boolean fencesItself();

    /** Whether the child runs as a user that is not the gate's. */
    boolean asStranger();

    /** What is done, for a person. */
    String description();

    /**
     * The ways there are on this machine, the tightest first. Which of them the machine allows is found out by trying.
     *
     * @param bubblewrap whether the program bwrap shall be used
     */
    static List<Sandbox> candidates(boolean bubblewrap) {
        boolean root = Users.root();
        List<Sandbox> candidates = new ArrayList<>();
        if (bubblewrap && root) {
            candidates.add(new Bubblewrap(true, true));
            candidates.add(new Bubblewrap(true, false));
        } else if (bubblewrap) {
            candidates.add(new Bubblewrap(false, true));
        }
        candidates.add(new Bare(root));
        return candidates;
    }

    /**
     * bubblewrap: a file system tree with nothing but what is bound into it, and namespaces of its own. Started by root,
     * the child runs as a user that owns nothing; started by another, as that user seen through a user namespace.
     *
     * @param root whether the gate is root
     * @param userNamespace whether the child has a user namespace of its own
     */
    record Bubblewrap(boolean root, boolean userNamespace) implements Sandbox {

        private static final Path SOCKET = Path.of("/gate");
        private static final Path TEMPORARY = Path.of("/tmp");
        private static final List<String> TOOLS = List.of("/usr/bin/setpriv", "/usr/bin/unshare");

        @Override
        public List<String> command(Recipe recipe) {
            List<String> command = new ArrayList<>(List.of(
                    "/bin/sh",
                    "-c",
                    "exec 9<\"$1\"; shift; exec \"$@\"",
                    "sh",
                    recipe.filter().toString()));
            command.addAll(Limits.command(recipe, root));
            command.add("bwrap");
            command.addAll(List.of(
                    "--unshare-pid",
                    "--unshare-net",
                    "--unshare-ipc",
                    "--unshare-uts",
                    "--unshare-cgroup-try",
                    "--hostname",
                    "contained",
                    "--die-with-parent",
                    "--new-session",
                    "--cap-drop",
                    "ALL"));
            if (root) {
                command.addAll(List.of("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"));
            } else {
                command.add("--unshare-user");
            }
            command.addAll(List.of("--clearenv", "--setenv", "PATH", "/usr/bin", "--setenv", "LANG", "C.UTF-8"));
            command.addAll(List.of("--setenv", "MALLOC_ARENA_MAX", "2", "--setenv", "TMPDIR", "/tmp"));
            // Before the tree: part of that may lie below /tmp.
            command.addAll(List.of("--perms", "1777", "--size", Long.toString(recipe.temporaryBytes())));
            command.addAll(List.of("--tmpfs", "/tmp", "--chdir", "/tmp"));
            new Tree(recipe, root ? TOOLS : List.of()).addTo(command);
            command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
            command.addAll(List.of("--bind", recipe.socket().toString(), SOCKET.toString()));
            command.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/", "--seccomp", "9", "--"));
            if (root) {
                command.addAll(Users.dropping(recipe.slot()));
                if (userNamespace) {
                    command.addAll(List.of("/usr/bin/unshare", "--user"));
                }
            }
            command.addAll(recipe.java());
            return command;
        }

        @Override
        public Path socketWithin(Recipe recipe) {
            return SOCKET;
        }

        @Override
        public Path temporaryWithin(Recipe recipe) {
            return TEMPORARY;
        }

        @Override
        public boolean fencesItself() {
            return false;
        }

        @Override
        public boolean asStranger() {
            return root;
        }

        @Override
        public String description() {
            return "bubblewrap" + (root ? " as another user" : "") + (userNamespace ? "" : " without a user namespace");
        }
    }

    /**
     * No namespaces: limits, another user if the gate is root, and what the child gives up by itself.
     *
     * @param root whether the gate is root
     */
    record Bare(boolean root) implements Sandbox {

        @Override
        public List<String> command(Recipe recipe) {
            List<String> command = new ArrayList<>(List.of("/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"));
            command.addAll(List.of("MALLOC_ARENA_MAX=2", "TMPDIR=" + recipe.temporary()));
            command.addAll(Limits.command(recipe, root));
            command.addAll(root ? Users.dropping(recipe.slot()) : Users.bound());
            command.addAll(recipe.java());
            return command;
        }

        @Override
        public Path socketWithin(Recipe recipe) {
            return recipe.socket();
        }

        @Override
        public Path temporaryWithin(Recipe recipe) {
            return recipe.temporary();
        }

        @Override
        public boolean fencesItself() {
            return true;
        }

        @Override
        public boolean asStranger() {
            return root;
        }

        @Override
        public String description() {
            return "no sandbox but what the child gives up itself" + (root ? ", as another user" : "");
        }
    }

    /**
     * What bubblewrap's filter refuses. The child, whose virtual machine must first be executed and connect, refuses more
     * by itself before foreign code runs.
     */
    static byte[] outerFilter(Architecture architecture) {
        return SyscallFilter.allowing()
                .refusing(CallGroup.KERNEL, CallGroup.OTHER_PROCESSES, CallGroup.SHARED_MEMORY)
                .refusing(SyscallFilter.Partly.LOCAL_SOCKETS_ONLY)
                .program(architecture, 0);
    }

    /** The file system tree within: the libraries that every program needs, and what the recipe names. */
    record Tree(Recipe recipe, List<String> tools) {

        private static final List<String> LINKED = List.of("/lib", "/lib64", "/lib32", "/bin");

        /** Copies the list. */
        public Tree {
            tools = List.copyOf(tools);
        }

        void addTo(List<String> command) {
            Set<Path> bound = new LinkedHashSet<>(libraries());
            for (String tool : tools) {
                bound.add(Path.of(tool));
            }
            bound.add(Path.of("/etc/ld.so.cache"));
            bound.addAll(recipe.readable());
            Set<Path> folders = new TreeSet<>();
            for (Path path : bound) {
                for (Path folder = path.getParent(); folder != null && folder.getNameCount() > 0; ) {
                    folders.add(folder);
                    folder = folder.getParent();
                }
            }
            // Folders on the way are made for everybody to pass; bubblewrap by itself makes them for root alone.
            folders.remove(Path.of("/tmp"));
            for (Path folder : folders) {
                command.addAll(List.of("--perms", "0755", "--dir", folder.toString()));
            }
            // A folder before what lies in it.
            for (Path path : new TreeSet<>(bound)) {
                command.addAll(List.of("--ro-bind-try", path.toString(), path.toString()));
            }
            for (String link : LINKED) {
                Path path = Path.of(link);
                if (Files.isSymbolicLink(path)) {
                    command.addAll(List.of("--symlink", target(path), link));
                }
            }
        }

        private static List<Path> libraries() {
            List<Path> libraries = new ArrayList<>();
            for (String place : List.of("/lib", "/lib64", "/usr/lib64")) {
                if (Files.isDirectory(Path.of(place), LinkOption.NOFOLLOW_LINKS)) {
                    libraries.add(Path.of(place));
                }
            }
            List<Path> multiarch = List.of(Path.of("/usr/lib/x86_64-linux-gnu"), Path.of("/usr/lib/aarch64-linux-gnu"));
            boolean found = false;
            for (Path place : multiarch) {
                if (Files.isDirectory(place)) {
                    libraries.add(place);
                    found = true;
                }
            }
            if (!found) {
                libraries.add(Path.of("/usr/lib"));
            }
            return libraries;
        }

        private static String target(Path link) {
            try {
                return Files.readSymbolicLink(link).toString();
            } catch (IOException e) {
                return "usr" + link;
            }
        }
    }
}
