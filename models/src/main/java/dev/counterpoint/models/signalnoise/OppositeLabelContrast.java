package dev.counterpoint.models.signalnoise;

/**
 * The contrastive loss whose negatives all have the opposite label, with its gradient through the
 * first argument alone (Huang et al. 2024, section 3 and equation 7):
 *
 * <pre>L = -(1/n) sum_i log( e^{s_ii/tau} / (e^{s_ii/tau} + sum_{j: y_j != y_i} e^{s_ij/tau}) )
 * </pre>
 *
 * where s_ii is the similarity with example i's positive and s_ij that with negative j.
 *
 * @param loss nats
 * @param descent m x (1 + n): minus the gradient, by what of mu and of each noise patch it adds
 */
record OppositeLabelContrast(double loss, double[][] descent) {

  /**
   * Computes both.
   *
   * @param own answers to the examples, which learn
   * @param positives answers to the positives, which are constants here
   * @param negatives answers to the negatives, likewise
   * @param labels -1 or +1
   * @param temperature tau
   */
  static OppositeLabelContrast of(
      Activations own,
      Activations positives,
      Activations negatives,
      int[] labels,
      double temperature) {
    int n = labels.length;
    int m = own.signal()[0].length;
    double loss = 0;
    double[][] descent = new double[m][1 + n];
    double scale = 1.0 / (n * m * temperature);
    double[] weights = new double[n];
    double[] onSignal = new double[m];
    double[] onNoise = new double[m];
    Activations.ByNeuron neurons = negatives.byNeuron();
    for (int i = 0; i < n; i++) {
      double positive = own.similarity(i, positives, i) / temperature;
      double largest = positive;
      own.similarities(i, neurons, weights);
      for (int j = 0; j < n; j++) {
        if (labels[j] != labels[i]) {
          weights[j] /= temperature;
          largest = Math.max(largest, weights[j]);
        }
      }
      double sum = Math.exp(positive - largest);
      for (int j = 0; j < n; j++) {
        weights[j] = labels[j] == labels[i] ? 0 : Math.exp(weights[j] - largest);
        sum += weights[j];
      }
      loss += (largest + Math.log(sum) - positive) / n;
      double pull = 1 - Math.exp(positive - largest) / sum;
      for (int r = 0; r < m; r++) {
        onSignal[r] = pull * positives.signal()[i][r];
        onNoise[r] = pull * positives.noise()[i][r];
      }
      for (int j = 0; j < n; j++) {
        if (weights[j] > 0) {
          double push = weights[j] / sum;
          subtract(onSignal, push, negatives.signal()[j]);
          subtract(onNoise, push, negatives.noise()[j]);
        }
      }
      for (int r = 0; r < m; r++) {
        if (own.signal()[i][r] > 0) {
          descent[r][0] += scale * labels[i] * onSignal[r];
        }
        if (own.noise()[i][r] > 0) {
          descent[r][1 + i] += scale * onNoise[r];
        }
      }
    }
    return new OppositeLabelContrast(loss, descent);
  }

  private static void subtract(double[] sums, double factor, double[] row) {
    for (int r = 0; r < sums.length; r++) {
      sums[r] -= factor * row[r];
    }
  }
}
