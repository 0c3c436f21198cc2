/**
 * Pictures made worse in known ways, to measure how a model takes it: after Hendrycks and
 * Dietterich 2019, "Benchmarking Neural Network Robustness to Common Corruptions and
 * Perturbations".
 */
package dev.counterpoint.datasets.corruption;
