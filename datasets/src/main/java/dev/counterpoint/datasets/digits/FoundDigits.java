package dev.counterpoint.datasets.digits;

/**
 * Digits, and how they were come by.
 *
 * @param digits the data set
 * @param origin where it came from
 * @param explanation a sentence or two for the console: where it came from, and for rendered digits
 *     why MNIST could not be had and how to get it
 */
public record FoundDigits(DigitSets digits, Origin origin, String explanation) {}
