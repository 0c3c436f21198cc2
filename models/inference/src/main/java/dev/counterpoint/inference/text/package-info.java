/** Sentences as a trained model understands them: embeddings, and classes given by name. */
package dev.counterpoint.inference.text;
