package dev.counterpoint.models.connection;

/**
 * What learners get wrong when x alone is seen: mean |prediction - a f(y)| over test examples,
 * which is the risk over that of the best multimodal predictor, under a 1-Lipschitz loss.
 *
 * @param twoStage connection from unlabeled pairs, predictor from labeled triples, f^(g^(x))
 * @param unimodal empirical risk minimiser over F o G on the labeled (x, z)
 * @param joint predictor from labeled triples, at test with the mean of y for what is missing
 * @param unimodalTraining root mean squared error of the unimodal one on its training labels
 * @param truthTraining the same of the true function: the noise
 */
public record ConnectionErrors(
    double twoStage, double unimodal, double joint, double unimodalTraining, double truthTraining) {

  /** How many times the two-stage learner's error the unimodal one makes. */
  public double ratio() {
    return unimodal / twoStage;
  }
}
