package dev.counterpoint.models.prediction;

/**
 * Examples of about the same confidence, a bar of a reliability diagram. Confidence is the
 * probability of the predicted class.
 *
 * @param low confidences of the bin are above this
 * @param high and at most this
 * @param examples how many; may be 0
 * @param confidence their mean; NaN where there are none
 * @param accuracy share of them that is predicted right; NaN where there are none
 */
public record ReliabilityBin(
    double low, double high, int examples, double confidence, double accuracy) {}
