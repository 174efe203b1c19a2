package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ApprovalOptions;
import dev.gatehouse.engine.approval.ApprovalsException;
import dev.gatehouse.engine.approval.DetachedSignature;
import dev.gatehouse.engine.approval.TrustedKey;
import dev.gatehouse.engine.configuration.ApprovalSettings;
import dev.gatehouse.engine.configuration.ApprovalsFile;
import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list that a command is about.
 *
 * @param file where it lies
 * @param keys the files of the keys whose signatures count
 */
record ApprovalTarget(Path file, List<Path> keys) {

    /** What was named, and for the rest what is configured. */
    static ApprovalTarget of(ApprovalOptions options) throws CommandException {
        Optional<ApprovalSettings> configured =
                options.file().isPresent() && !options.keys().isEmpty() ? Optional.empty() : configured(options);
        Path file = options.file()
                .or(() -> configured.map(ApprovalSettings::file))
                .orElseThrow(() -> new CommandException(
                        "no list of approvals is configured: name its FILE, or set approvals in gatehouse.yaml"));
        List<Path> keys = options.keys().isEmpty()
                ? configured.map(ApprovalSettings::keys).orElse(List.of())
                : options.keys();
        return new ApprovalTarget(file, keys);
    }

    private static Optional<ApprovalSettings> configured(ApprovalOptions options) throws CommandException {
        try {
            Optional<Path> file = options.configuration().file();
            return file.isPresent()
                    ? ConfigurationFile.read(file.get()).approvals()
                    : Configuration.DEFAULT.approvals();
        } catch (ConfigurationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Checks the signature. */
    DetachedSignature check(ApprovalsFile list) throws ApprovalsException, CommandException {
        if (keys.isEmpty()) {
            throw new CommandException(
                    "no key is trusted: name a public one with --trust, or set approvals, keys in gatehouse.yaml");
        }
        List<TrustedKey> trusted = new ArrayList<>();
        for (Path key : keys) {
            trusted.add(TrustedKey.read(key));
        }
        return list.check(trusted);
    }
}
