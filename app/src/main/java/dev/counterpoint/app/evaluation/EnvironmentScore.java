package dev.counterpoint.app.evaluation;

/**
 * How one readout does on one environment.
 *
 * @param environment its name
 * @param size number of examples
 * @param noisy accuracy in % against the noisy labels, the paper's measure
 * @param clean accuracy in % against what the pictures show
 */
public record EnvironmentScore(String environment, int size, double noisy, double clean) {}
