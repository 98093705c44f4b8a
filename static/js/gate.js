// The unit is asked for only where a unit is to be headed.
const duty = document.querySelector('select[name="duty"]');
const unit = document.querySelector('select[name="unit"]');

function follow() {
  unit.disabled = duty.value !== "lead_unit";
}

if (duty && unit) {
  duty.addEventListener("change", follow);
  follow();
}
