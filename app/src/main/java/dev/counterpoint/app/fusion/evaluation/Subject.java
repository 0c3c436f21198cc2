package dev.counterpoint.app.fusion.evaluation;

/**
 * Which model is measured; for the file.
 *
 * @param method name of the method that trained it
 * @param seed of the run
 * @param step of the checkpoint
 * @param ownClassifiers whether the method trains each modality's own classifier, which then has an
 *     accuracy worth telling
 */
public record Subject(String method, long seed, long step, boolean ownClassifiers) {}
