package dev.gatehouse.cli.walk;

/**
 * How a walk goes.
 *
 * @param recursive whether folders within folders are entered; those that the caller names always are
 * @param fileLinks which links to files are followed
 * @param folderLinks which links to folders are followed
 * @param files which files are wanted
 * @param folders which folders are wanted
 */
public record WalkOptions(
        boolean recursive, FollowLinks fileLinks, FollowLinks folderLinks, NameFilter files, NameFilter folders) {

    /** Into every folder, following only links that the caller names. */
    public static final WalkOptions DEFAULT =
            new WalkOptions(true, FollowLinks.NAMED, FollowLinks.NAMED, NameFilter.ALL, NameFilter.ALL);
}
