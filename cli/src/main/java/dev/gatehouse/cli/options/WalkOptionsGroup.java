package dev.gatehouse.cli.options;

import dev.gatehouse.cli.walk.FollowLinks;
import dev.gatehouse.cli.walk.NameFilter;
import dev.gatehouse.cli.walk.WalkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which files are scanned. Names and meaning are clamscan's. */
public final class WalkOptionsGroup {

    @Option(
            names = {"-r", "--recursive"},
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Enter folders within folders (default: yes).")
    private boolean recursive;

    @Option(
            names = "--follow-symlinks",
            description = "Follow every symbolic link. Loops end; no folder is entered twice.")
    private boolean followAll;

    @Option(
            names = "--follow-file-symlinks",
            paramLabel = "0|1|2",
            defaultValue = "1",
            converter = LinkConverter.class,
            description = "Follow links to files: 0 never, 1 those named as PATH, 2 always (default: 1).")
    private FollowLinks fileLinks = FollowLinks.NAMED;

    @Option(
            names = "--follow-dir-symlinks",
            paramLabel = "0|1|2",
            defaultValue = "1",
            converter = LinkConverter.class,
            description = "Follow links to folders: 0 never, 1 those named as PATH, 2 always (default: 1).")
    private FollowLinks folderLinks = FollowLinks.NAMED;

    @Option(
            names = "--include",
            paramLabel = "REGEX",
            description = "Scan only files in whose path REGEX is found. Repeatable: one of them suffices.")
    private List<Pattern> include = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "REGEX",
            description = "Leave out files in whose path REGEX is found. Repeatable.")
    private List<Pattern> exclude = new ArrayList<>();

    @Option(
            names = "--include-dir",
            paramLabel = "REGEX",
            description = "Enter only folders in whose path REGEX is found. Repeatable: one of them suffices.")
    private List<Pattern> includeFolders = new ArrayList<>();

    @Option(
            names = "--exclude-dir",
            paramLabel = "REGEX",
            description = "Leave out folders in whose path REGEX is found. Repeatable.")
    private List<Pattern> excludeFolders = new ArrayList<>();

    /** Made by picocli. */
    public WalkOptionsGroup() {}

    /** How the walk goes. */
    public WalkOptions options() {
        return new WalkOptions(
                recursive,
                followAll ? FollowLinks.ALWAYS : fileLinks,
                followAll ? FollowLinks.ALWAYS : folderLinks,
                new NameFilter(include, exclude),
                new NameFilter(includeFolders, excludeFolders));
    }
}
