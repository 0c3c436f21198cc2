package dev.counterpoint.models.signalnoise;

/**
 * What a network has learned at an epoch. Of the first modality's network.
 *
 * @param epoch steps taken
 * @param loss nats; of both directions, summed, where there are two modalities
 * @param accuracy share of right labels out of distribution, of a logistic head that was fitted on
 *     the features of the training examples; NaN where it was not measured
 * @param signal largest |gamma_r| over neurons: what of mu was added, times the length of mu
 *     squared, which is the change of w_r . mu (decomposition of section 4)
 * @param noise largest |rho_ri| over neurons and examples: likewise of a noise patch
 * @param signalProduct largest |w_r . mu| over neurons
 * @param noiseProduct mean over examples of the largest answer ReLU(w_r . xi_i) over neurons
 */
public record SignalNoiseEpoch(
    int epoch,
    double loss,
    double accuracy,
    double signal,
    double noise,
    double signalProduct,
    double noiseProduct) {}
