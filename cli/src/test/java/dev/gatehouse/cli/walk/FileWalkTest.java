package dev.gatehouse.cli.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWalkTest {

    @TempDir
    private Path root;

    @BeforeEach
    void makeTree() throws IOException {
        Files.createDirectories(root.resolve("sub/deep"));
        Files.writeString(root.resolve("one"), "1");
        Files.writeString(root.resolve("sub/two"), "22");
        Files.writeString(root.resolve("sub/deep/three"), "333");
    }

    @Test
    void goesIntoEveryFolder() {
        assertThat(files(WalkOptions.DEFAULT)).containsExactlyInAnyOrder("one", "sub/two", "sub/deep/three");
    }

    @Test
    void staysInTheNamedFolderWhenNotRecursive() {
        WalkOptions options =
                new WalkOptions(false, FollowLinks.NAMED, FollowLinks.NAMED, NameFilter.ALL, NameFilter.ALL);
        assertThat(files(options)).containsExactly("one");
    }

    @Test
    void keepsTheOrderOfTheNamedPaths() {
        List<String> names = List.of(root + "/sub/two", "-", root + "/one");
        assertThat(steps(names, WalkOptions.DEFAULT))
                .extracting(step -> step instanceof WalkStep.RegularFile file ? file.name() : "-")
                .containsExactlyElementsOf(names);
    }

    @Test
    void namesMembersBelowTheFolderAsItWasGiven() {
        assertThat(steps(List.of(root + "/"), WalkOptions.DEFAULT))
                .extracting(step -> ((WalkStep.RegularFile) step).name())
                .contains(root + "/one", root + "/sub/two");
    }

    @Test
    void tellsTheSizeOfAFile() {
        assertThat(steps(List.of(root + "/sub/deep"), WalkOptions.DEFAULT))
                .containsExactly(new WalkStep.RegularFile(root.resolve("sub/deep/three"), root + "/sub/deep/three", 3));
    }

    @Test
    void leavesLinksThatItFindsAlone() throws IOException {
        Files.createSymbolicLink(root.resolve("sub/deep/link"), root.resolve("one"));
        assertThat(only(steps(List.of(root + "/sub"), WalkOptions.DEFAULT), WalkStep.Skipped.class))
                .singleElement()
                .satisfies(skipped -> {
                    assertThat(skipped.name()).isEqualTo(root + "/sub/deep/link");
                    assertThat(skipped.reason().code()).isEqualTo(ReasonCode.SYMBOLIC_LINK);
                });
    }

    @Test
    void followsALinkThatTheCallerNames() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), root.resolve("sub"));
        assertThat(steps(List.of(root + "/link"), WalkOptions.DEFAULT))
                .extracting(step -> ((WalkStep.RegularFile) step).name())
                .containsExactlyInAnyOrder(root + "/link/two", root + "/link/deep/three");
    }

    @Test
    void endsWhenLinksLeadInCircles() throws IOException {
        Files.createSymbolicLink(root.resolve("sub/deep/up"), root);
        Files.createSymbolicLink(root.resolve("sub/self"), root.resolve("sub/self"));
        List<WalkStep> steps = steps(List.of(root.toString()), following());
        assertThat(only(steps, WalkStep.RegularFile.class)).hasSize(3);
        assertThat(only(steps, WalkStep.Skipped.class))
                .extracting(step -> step.reason().code())
                .containsExactly(ReasonCode.FOLDER_LOOP);
        assertThat(only(steps, WalkStep.Unreadable.class))
                .extracting(step -> step.reason().code())
                .containsExactly(ReasonCode.UNREADABLE);
    }

    @Test
    void entersAFolderOnceHoweverManyLinksLeadThere() throws IOException {
        for (int i = 0; i < 50; i++) {
            Files.createSymbolicLink(root.resolve("sub/l" + i), root.resolve("sub"));
            Files.createSymbolicLink(root.resolve("sub/deep/l" + i), root.resolve("sub/deep"));
        }
        List<WalkStep> steps = steps(List.of(root.toString()), following());
        assertThat(only(steps, WalkStep.RegularFile.class)).hasSize(3);
        assertThat(only(steps, WalkStep.Skipped.class)).hasSize(100);
    }

    @Test
    void reportsALinkThatLeadsNowhereWhenItIsFollowed() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("broken"), root.resolve("nothing"));
        assertThat(steps(List.of(link.toString()), WalkOptions.DEFAULT))
                .singleElement()
                .satisfies(
                        step -> assertThat(((WalkStep.Unreadable) step).reason().detail())
                                .contains("leads nowhere"));
    }

    @Test
    void reportsANamedPathThatIsNotThere() {
        assertThat(steps(List.of(root + "/nothing", root + "/one"), WalkOptions.DEFAULT))
                .satisfiesExactly(
                        missing -> assertThat(
                                        ((WalkStep.Unreadable) missing).reason().code())
                                .isEqualTo(ReasonCode.UNREADABLE),
                        file -> assertThat(file).isInstanceOf(WalkStep.RegularFile.class));
    }

    @Test
    void skipsAFifoThatItFindsAndReportsOneThatTheCallerNames() throws IOException, InterruptedException {
        Path fifo = root.resolve("sub/deep/fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        assertThat(only(steps(List.of(root.toString()), WalkOptions.DEFAULT), WalkStep.Skipped.class))
                .extracting(step -> step.reason().toString())
                .containsExactly("special-file: FIFO");
        assertThat(steps(List.of(fifo.toString()), WalkOptions.DEFAULT))
                .singleElement()
                .isInstanceOf(WalkStep.Unreadable.class);
    }

    @Test
    void leavesOutWhatThePatternsExclude() {
        NameFilter files = new NameFilter(List.of(), List.of(Pattern.compile("t.o$")));
        NameFilter folders = new NameFilter(List.of(), List.of(Pattern.compile("deep")));
        WalkOptions options = new WalkOptions(true, FollowLinks.NAMED, FollowLinks.NAMED, files, folders);
        List<WalkStep> steps = steps(List.of(root.toString()), options);
        assertThat(only(steps, WalkStep.RegularFile.class)).hasSize(1);
        assertThat(only(steps, WalkStep.Excluded.class))
                .extracting(WalkStep.Excluded::name)
                .containsExactlyInAnyOrder(root + "/sub/two", root + "/sub/deep");
    }

    @Test
    void takesOnlyWhatThePatternsInclude() {
        NameFilter files =
                new NameFilter(List.of(Pattern.compile("/t(wo|hree)$"), Pattern.compile("nothing")), List.of());
        WalkOptions options = new WalkOptions(true, FollowLinks.NAMED, FollowLinks.NAMED, files, NameFilter.ALL);
        assertThat(files(options)).containsExactlyInAnyOrder("sub/two", "sub/deep/three");
    }

    @Test
    void countsTheFoldersItEnters() {
        try (FileWalk walk = new FileWalk(List.of(root.toString()), WalkOptions.DEFAULT)) {
            while (walk.next().isPresent()) {
                assertThat(walk.folders()).isPositive();
            }
            assertThat(walk.folders()).isEqualTo(3);
        }
    }

    @Test
    void givesNothingOnceItIsClosed() {
        FileWalk walk = new FileWalk(List.of(root.toString()), WalkOptions.DEFAULT);
        assertThat(walk.next()).isPresent();
        walk.close();
        assertThat(walk.next()).isEmpty();
    }

    @Test
    void reportsAFolderThatVanishesBeforeItIsEntered() throws IOException {
        Path lone = Files.createDirectories(root.resolve("lone/inner"));
        try (FileWalk walk = new FileWalk(List.of(root + "/lone/inner", root + "/one"), WalkOptions.DEFAULT)) {
            Files.delete(lone);
            assertThat(walk.next()).get().isInstanceOf(WalkStep.Unreadable.class);
            assertThat(walk.next()).get().isInstanceOf(WalkStep.RegularFile.class);
        }
    }

    private List<String> files(WalkOptions options) {
        return only(steps(List.of(root.toString()), options), WalkStep.RegularFile.class).stream()
                .map(file -> file.name().substring(root.toString().length() + 1))
                .toList();
    }

    private static WalkOptions following() {
        return new WalkOptions(true, FollowLinks.ALWAYS, FollowLinks.ALWAYS, NameFilter.ALL, NameFilter.ALL);
    }

    private static <T> List<T> only(List<WalkStep> steps, Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<WalkStep> steps(List<String> roots, WalkOptions options) {
        List<WalkStep> steps = new ArrayList<>();
        try (FileWalk walk = new FileWalk(roots, options)) {
            for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
                steps.add(step.get());
            }
        }
        return steps;
    }
}
