/** Methods by which modalities learn in turns, each from what the others leave. */
package dev.counterpoint.models.balance.boost;
