/**
 * The log of the process that serves: one JSON object a line, each answered request one of them under the id that names
 * it from the socket to the verdict. Nobody who is served waits for the log. docs/serve.md lists the fields.
 */
@NullMarked
package dev.gatehouse.gateway.log;

import org.jspecify.annotations.NullMarked;
