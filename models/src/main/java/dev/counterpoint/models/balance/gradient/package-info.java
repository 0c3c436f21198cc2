/**
 * Methods that change gradients between the backward pass and the optimizer, so that the modality
 * that learns fastest leaves room for the others.
 */
package dev.counterpoint.models.balance.gradient;
