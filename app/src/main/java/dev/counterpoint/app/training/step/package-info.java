/** One step of a training: plain, cached, steered by a balancer. */
package dev.counterpoint.app.training.step;
