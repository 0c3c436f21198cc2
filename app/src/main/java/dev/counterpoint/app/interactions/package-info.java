/** Interactions of a person's own tables and features: what is measured, and how it is written. */
package dev.counterpoint.app.interactions;
