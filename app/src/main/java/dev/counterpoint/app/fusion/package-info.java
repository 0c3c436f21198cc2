/** Training of fusions of modalities: the data of a recipe, the parts of a model, batches, runs. */
package dev.counterpoint.app.fusion;
