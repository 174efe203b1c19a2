package dev.gatehouse.cli.output;

import java.util.Map;

/**
 * What the launcher and the environment tell of the terminal.
 *
 * @param outputIsTerminal whether standard output is one
 * @param errorIsTerminal whether standard error is one
 * @param colour whether colours are wanted there
 * @param columns how wide it is
 */
public record Terminal(boolean outputIsTerminal, boolean errorIsTerminal, boolean colour, int columns) {

    private static final int USUAL_COLUMNS = 80;

    /**
     * The terminal of this process. Java cannot ask about one stream alone, so the launcher does, and says which are
     * terminals in the property {@code gatehouse.terminal}, as digits of file descriptors. Colours follow
     * https://no-color.org and {@code TERM=dumb}.
     */
    public static Terminal ofProcess(Map<String, String> environment) {
        String descriptors = System.getProperty("gatehouse.terminal", "");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean output = descriptors.contains("1");
        return new Terminal(output, descriptors.contains("2"), output && !plain, columns(environment));
    }

    private static int columns(Map<String, String> environment) {
        try {
            int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }
}
