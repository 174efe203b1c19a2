package dev.gatehouse.cli.compare;

import dev.gatehouse.engine.BackendFinding;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.PartReport;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Takes the answer of the only engine of a lineup out of a report. For one report. */
final class AnswerReader {

    private final List<Detection> detections = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private long allDetections;

    private AnswerReader() {}

    static Answer of(ScanReport report) {
        AnswerReader reader = new AnswerReader();
        return switch (report.verdict()) {
            case Verdict.Infected infected -> {
                reader.part(report.root());
                yield reader.answer(Standing.FOUND, infected.reasons(), report);
            }
            case Verdict.Incomplete partly -> reader.answer(Standing.INCOMPLETE, partly.reasons(), report);
            case Verdict.Failed failed ->
                reader.answer(
                        Standing.FAILED,
                        failed.reasons().stream()
                                .map(reason -> new LocatedReason(List.of(), reason))
                                .toList(),
                        report);
            case Verdict.Clean _ -> reader.answer(Standing.CLEAN, List.of(), report);
        };
    }

    private Answer answer(Standing standing, List<LocatedReason> reasons, ScanReport report) {
        return new Answer(standing, detections, allDetections, reasons, reasons.size(), report.time());
    }

    private void part(PartReport part) {
        for (BackendFinding found : part.findings()) {
            allDetections++;
            if (detections.size() < Answer.MOST_DETAILS) {
                detections.add(
                        new Detection(path, part.sha256(), found.finding().name()));
            }
        }
        for (PartReport inner : part.parts()) {
            path.add(inner.name());
            part(inner);
            path.removeLast();
        }
    }
}
