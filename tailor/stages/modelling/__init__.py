"""The stages as a model does them: it proposes, the code here decides what may be passed on."""
