package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What one scanner says of one thing.
 *
 * @param status what libyara returned: {@link YaraStatus}
 * @param findings the rules that matched
 * @param limits bounds of libyara that were reached, each a sentence
 * @param failure what was thrown while findings were read
 */
record NativeMatches(int status, List<Finding> findings, List<String> limits, Optional<Throwable> failure) {}
