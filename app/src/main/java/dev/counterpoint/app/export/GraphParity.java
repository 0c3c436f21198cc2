package dev.counterpoint.app.export;

/**
 * How far an exported graph is from what was trained, over all its outputs.
 *
 * @param graph file name of the graph
 * @param examples that were compared, drawn and real ones together
 * @param absolute largest absolute difference
 * @param relative largest difference as a share of the largest value of its output
 * @param tolerance that the differences had to meet
 * @param opset of the graph
 */
public record GraphParity(
    String graph, long examples, double absolute, double relative, double tolerance, long opset) {}
