/** Methods by which an encoder that has learned too much by heart forgets some of it. */
package dev.counterpoint.models.balance.relearn;
