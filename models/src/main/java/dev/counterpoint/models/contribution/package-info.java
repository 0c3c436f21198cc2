/**
 * What each modality contributes to a fusion: values of all subsets and their Shapley shares,
 * features that are taken away, permuted or made noisy, encoders probed on their own.
 */
package dev.counterpoint.models.contribution;
