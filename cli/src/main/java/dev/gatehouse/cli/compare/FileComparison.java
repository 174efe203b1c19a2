package dev.gatehouse.cli.compare;

import java.util.List;

/**
 * What every engine says of one file.
 *
 * @param name the file as the caller named it
 * @param size in bytes
 * @param sha256 its digest, lower-case hexadecimal digits
 * @param answers one of each engine, in the engines' order
 */
public record FileComparison(String name, long size, String sha256, List<Answer> answers) {

    /** Copies the list. */
    public FileComparison {
        answers = List.copyOf(answers);
    }

    /** How many engines say this of the file. */
    long count(Standing standing) {
        return answers.stream().filter(answer -> answer.standing() == standing).count();
    }

    /** Whether some engine found something and another did not, whether it looked at everything or not. */
    public boolean differs() {
        long found = count(Standing.FOUND);
        return found > 0 && found < answers.size();
    }

    /** Whether some engine did not judge the file, or not all of it. */
    public boolean fallsShort() {
        return answers.stream().anyMatch(answer -> !answer.standing().judged());
    }

    /** Whether there is anything to tell beside that every engine judged it clean. */
    boolean isNoteworthy() {
        return count(Standing.CLEAN) < answers.size();
    }
}
