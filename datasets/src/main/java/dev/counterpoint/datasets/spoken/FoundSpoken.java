package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.digits.Origin;

/**
 * Spoken digits, and how they were come by.
 *
 * @param digits the data set
 * @param origin where it came from; {@link Origin#RENDERED} for synthesised ones
 * @param explanation a sentence or two for the console: where it came from, and for synthesised
 *     digits why there are no recordings and how to get them
 */
public record FoundSpoken(SpokenDigits digits, Origin origin, String explanation) {}
