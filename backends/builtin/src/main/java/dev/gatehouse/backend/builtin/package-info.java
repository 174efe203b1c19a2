/** The house matcher behind the SPI: {@code signatures} adapted to {@code spi}. */
@NullMarked
package dev.gatehouse.backend.builtin;

import org.jspecify.annotations.NullMarked;
