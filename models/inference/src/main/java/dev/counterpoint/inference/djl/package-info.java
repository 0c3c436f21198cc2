/**
 * Bundles for people who work with DJL: translators, and a model zoo of the shipped models. DJL's
 * own loading of a folder checks no hashes; the zoo does, and so do the translators.
 */
package dev.counterpoint.inference.djl;
