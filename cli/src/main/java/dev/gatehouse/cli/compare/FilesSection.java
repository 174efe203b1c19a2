package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Printable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The files over which engines differ, and those that could not be compared.
 *
 * @param html where it is written
 */
record FilesSection(Html html, Comparison comparison, Page.Details details) {

    void differences() {
        html.in("section", () -> {
            html.leaf("h2", "Differences");
            long all = comparison.all().differing();
            if (all == 0) {
                html.leaf("p", "There is no file in which some engine found something and another did not.");
                return;
            }
            html.leaf(
                    "p",
                    "In " + Figures.files(all) + " some engine found something and another did not."
                            + shown(details.differing().size(), all));
            details.differing().forEach(this::file);
        });
    }

    void failures() {
        html.in("section", () -> {
            html.leaf("h2", "Not judged, or not whole");
            long unread = comparison.unread();
            long all = comparison.all().unsettled();
            if (unread == 0 && all == 0) {
                html.leaf("p", "Every engine judged every other file whole.");
                return;
            }
            if (all > 0) {
                html.leaf(
                        "p",
                        "Of " + Figures.files(all) + " in which nothing was found some engine did not see the whole, or"
                                + " gave no answer."
                                + shown(details.fallingShort().size(), all));
                details.fallingShort().forEach(this::file);
            }
            if (unread > 0) {
                html.leaf("h3", "Could not be read");
                html.leaf(
                        "p",
                        Figures.count(unread) + (unread == 1 ? " place was" : " places were") + " put to no engine."
                                + shown(details.unread().size(), unread));
                details.unread().forEach(this::place);
            }
        });
    }

    private static String shown(int shown, long all) {
        return shown < all
                ? " The first " + Figures.count(shown) + " are shown; the JSON of the comparison (--json) has all."
                : "";
    }

    private void place(Unread place) {
        html.in(
                "article",
                () -> {
                    html.leaf("h4", Printable.line(place.name()));
                    html.leaf("p", Printable.line(place.reason().toString()));
                },
                "class",
                "file");
    }

    private void file(FileComparison file) {
        html.in(
                "article",
                () -> {
                    html.leaf("h4", Printable.line(file.name()));
                    html.leaf("p", Figures.bytes(file.size()) + " · SHA-256 " + file.sha256(), "class", "digest");
                    html.in("dl", () -> answers(file));
                },
                "class",
                "file");
    }

    private void answers(FileComparison file) {
        for (int i = 0; i < file.answers().size(); i++) {
            Answer answer = file.answers().get(i);
            String name = comparison.engines().get(i).name();
            String colour = Page.colour(i);
            html.in("div", () -> {
                html.in("dt", () -> Page.engineName(html, name, colour));
                html.in("dd", () -> answer(answer));
            });
        }
    }

    private void answer(Answer answer) {
        String style = "badge " + answer.standing().id();
        switch (answer.standing()) {
            case FOUND -> {
                html.leaf("span", "found", "class", style);
                findings(answer);
            }
            case CLEAN -> html.leaf("span", "found nothing", "class", style);
            case INCOMPLETE -> {
                html.leaf("span", "not seen whole", "class", style);
                html.text(" " + Words.reasons(answer));
            }
            case FAILED -> {
                html.leaf("span", "failed", "class", style);
                html.text(" " + Words.reasons(answer));
            }
        }
    }

    private void findings(Answer answer) {
        Set<Detection> distinct = new LinkedHashSet<>(answer.detections());
        List<Detection> few = distinct.stream().limit(Words.SHOWN).toList();
        if (distinct.size() == 1 && answer.allDetections() <= Answer.MOST_DETAILS) {
            html.text(" ");
            finding(few.getFirst());
            return;
        }
        html.in("ul", () -> {
            for (Detection found : few) {
                html.in("li", () -> finding(found));
            }
            if (few.size() < distinct.size() || answer.allDetections() > Answer.MOST_DETAILS) {
                html.leaf("li", "and others, " + Figures.count(answer.allDetections()) + " in all");
            }
        });
    }

    private void finding(Detection found) {
        html.leaf("strong", Printable.line(found.name()));
        String member = Words.member(found.path());
        if (!member.isEmpty()) {
            html.text(" in ");
            html.leaf("code", member);
        }
        if (!found.path().isEmpty() && found.sha256().isPresent()) {
            html.leaf("span", "SHA-256 " + found.sha256().get(), "class", "digest");
        }
    }
}
